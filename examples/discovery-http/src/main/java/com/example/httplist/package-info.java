/// Peer discovery by lists of addresses that web servers have.
package com.example.httplist;
