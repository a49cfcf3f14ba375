/** Workflow engines of others, run as child processes: CWL runners and Nextflow. */
package org.omicroutes.engines;
