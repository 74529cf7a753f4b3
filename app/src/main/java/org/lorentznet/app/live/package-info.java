/** A training to be watched in a browser on the same machine. */
package org.lorentznet.app.live;
