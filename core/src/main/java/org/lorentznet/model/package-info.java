/** Trained taggers as files: safetensors with one JSON document in the header. */
package org.lorentznet.model;
