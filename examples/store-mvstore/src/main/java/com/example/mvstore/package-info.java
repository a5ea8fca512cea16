/// A peer store on [H2's MVStore](https://www.h2database.com/html/mvstore.html), a key-value store in one file: a template for stores of
/// third parties.
///
/// [com.example.mvstore.MvPeerStoreProvider] is what the platform finds; [com.example.mvstore.MvPeerStore] is the store;
/// [com.example.mvstore.PeerType] and [com.example.mvstore.BanType] say how a peer and a ban become bytes and come back.
package com.example.mvstore;
