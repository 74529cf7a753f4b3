/**
 * The core's own small JSON reader and writer: model files need one, and the core has no libraries.
 */
package org.lorentznet.json;
