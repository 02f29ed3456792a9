/** Problems of a text that a user wrote: the rule, the place, and what to do. */
@NullMarked
package io.auterity.platform.problem;

import org.jspecify.annotations.NullMarked;
