package org.omicroutes.drops;

import org.omicroutes.drops.DropFinder.Found;
import org.omicroutes.state.Drop;

/**
 * A folder that is complete, and whose contents are to be read.
 *
 * @param drop that it is, or, where that has ended, was
 * @param reason why it is complete
 */
record ReadyFolder(
    Found found, Drop drop, FolderWalk.Result walk, FolderMemory memory, String reason) {}
