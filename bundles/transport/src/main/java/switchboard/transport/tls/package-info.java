/** TLS of both sides: certificate files, and the contexts that are made of them. */
package switchboard.transport.tls;
