/**
 * The rules by which a run is carried on, of its calls and its inbox: pure, free of I/O, clock and
 * chance.
 */
@NullMarked
package io.auterity.workflow.driver;

import org.jspecify.annotations.NullMarked;
