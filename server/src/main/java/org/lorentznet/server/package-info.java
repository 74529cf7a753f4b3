/**
 * Scores of jets over HTTP: what {@code score} says of a jet, to the bit. {@link
 * org.lorentznet.server.ScoringServer} ties the packages below to the web server; it may depend on
 * the core and on {@code data}, never on the application.
 */
package org.lorentznet.server;
