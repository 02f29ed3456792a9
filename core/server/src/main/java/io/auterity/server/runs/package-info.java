/** Runs of workflows: started, listed, counted, looked at, cancelled. */
@NullMarked
package io.auterity.server.runs;

import org.jspecify.annotations.NullMarked;
