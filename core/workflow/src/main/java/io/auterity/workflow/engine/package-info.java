/** Carries runs out: one owner per run, calls on virtual threads, recovery after a restart. */
@NullMarked
package io.auterity.workflow.engine;

import org.jspecify.annotations.NullMarked;
