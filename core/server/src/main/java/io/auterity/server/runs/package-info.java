/** Runs of workflows: started, listed, looked at step by step, cancelled. */
@NullMarked
package io.auterity.server.runs;

import org.jspecify.annotations.NullMarked;
