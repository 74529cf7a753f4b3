/**
 * What comes in requests: bytes of which nothing is trusted, and the jets in them. Jets in JSON are
 * read as they come; those in files of the field are kept in a private folder meanwhile.
 */
package org.lorentznet.server.body;
