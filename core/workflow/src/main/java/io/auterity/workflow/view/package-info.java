/** What people see of runs: lists, one run, its steps, its course in time. */
@NullMarked
package io.auterity.workflow.view;

import org.jspecify.annotations.NullMarked;
