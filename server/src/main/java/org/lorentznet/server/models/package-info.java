/**
 * The models that are served, by name and version: read from files, watched, and replaced while
 * requests go on with what they began with.
 */
package org.lorentznet.server.models;
