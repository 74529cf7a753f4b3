/** The terminal, or what stands in its place: output, progress, and the end of the process. */
package org.lorentznet.app.console;
