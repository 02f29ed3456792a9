/** Views of runs: lists, one run, its steps, its timeline. */
@NullMarked
package io.auterity.workflow.view;

import org.jspecify.annotations.NullMarked;
