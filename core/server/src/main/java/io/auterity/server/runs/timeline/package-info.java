/** The course of a run over time. */
@NullMarked
package io.auterity.server.runs.timeline;

import org.jspecify.annotations.NullMarked;
