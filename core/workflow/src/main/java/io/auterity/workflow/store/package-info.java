/** The SQL of runs and their journal. */
@NullMarked
package io.auterity.workflow.store;

import org.jspecify.annotations.NullMarked;
