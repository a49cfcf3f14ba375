package org.omicroutes.step;

/**
 * A file that an execution read or wrote.
 *
 * @param port the port, or {@code also} for a file that an input names
 * @param name the name on a NAMED port, the place of a MANY port's file, the path inside an output
 *     folder, empty otherwise
 * @param path where it lay
 * @param sha256 of its bytes
 * @param size in bytes
 */
public record FileRef(String port, String name, String path, String sha256, long size) {}
