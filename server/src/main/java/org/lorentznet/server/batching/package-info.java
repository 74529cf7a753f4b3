/**
 * Scoring of jets that come from many requests at once: a bounded queue, batches that keep to a
 * latency target, and the one thread that scores them. Knows neither HTTP nor files.
 */
package org.lorentznet.server.batching;
