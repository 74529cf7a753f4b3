/**
 * The kernels on the Vector API. Compiled apart from the rest, since the API is an incubator's, and
 * loaded by name where the running virtual machine has it.
 */
package org.lorentznet.kernel.vector;
