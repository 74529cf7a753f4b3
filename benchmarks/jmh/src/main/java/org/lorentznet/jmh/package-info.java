/** JMH benchmarks: what the core does in most of its time, on one thread, beside the peak. */
package org.lorentznet.jmh;
