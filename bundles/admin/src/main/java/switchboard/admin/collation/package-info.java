/** The table of character sets and collations that connectors and SHOW look into: what the protocol library knows. */
package switchboard.admin.collation;
