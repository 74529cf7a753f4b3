/** What tells how the server does: metrics, the drift of scores, and log lines. */
package org.lorentznet.server.monitoring;
