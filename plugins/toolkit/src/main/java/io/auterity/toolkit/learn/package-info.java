/** Heads that learn from answers to choose one of a set of labels, in this process. */
@NullMarked
package io.auterity.toolkit.learn;

import org.jspecify.annotations.NullMarked;
