/** A workflow compiled once per version: numbered nodes, their order, parsed expressions. */
@NullMarked
package io.auterity.workflow.graph;

import org.jspecify.annotations.NullMarked;
