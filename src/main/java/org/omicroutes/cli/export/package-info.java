/** Descriptors of the steps for CWL runners and Nextflow, made from the declarations. */
package org.omicroutes.cli.export;
