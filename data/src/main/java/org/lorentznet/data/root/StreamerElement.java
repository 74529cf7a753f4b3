package org.lorentznet.data.root;

/**
 * A member of a class, or a class it is derived from, as a file describes it.
 *
 * @param base whether it is a class that this one is derived from
 * @param type ROOT's number for how it is written, see {@link StreamerType}
 * @param className without the {@code *} of a pointer
 * @param length numbers in an array of fixed size
 * @param counter the member that holds how many numbers an array has; empty where there is none
 */
record StreamerElement(
    String name,
    String title,
    boolean base,
    int type,
    String className,
    int length,
    String counter) {}
