/** The types of step, one file each, and the compiler of the workflows that are made of them. */
@NullMarked
package io.auterity.workflow.step;

import org.jspecify.annotations.NullMarked;
