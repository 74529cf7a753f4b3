/**
 * The program {@code lorentznet}: its start, its commands, what it prints. It may use everything;
 * nothing uses it.
 */
package org.lorentznet.app;
