package bsv.p2p.store.json;

/// A file whose content cannot have been written by us, or was changed since. The message continues a sentence that begins with its name.
final class DamagedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedFileException(String message) {
        super(message);
    }
}
