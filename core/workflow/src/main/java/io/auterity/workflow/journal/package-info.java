/** The journal of runs: events as rows and their formats. */
@NullMarked
package io.auterity.workflow.journal;

import org.jspecify.annotations.NullMarked;
