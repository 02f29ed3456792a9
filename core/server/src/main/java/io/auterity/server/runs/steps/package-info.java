/** Executions of the steps of a run: listed, looked at, answered for. */
@NullMarked
package io.auterity.server.runs.steps;

import org.jspecify.annotations.NullMarked;
