/**
 * The program {@code lorentznet}: its start, and what becomes of errors. Commands are in {@code
 * app.command}, reports in {@code app.report}, the terminal in {@code app.console}. They may use
 * everything; nothing uses them.
 */
package org.lorentznet.app;
