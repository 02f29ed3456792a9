/** Carries runs on by a Temporal cluster. */
@NullMarked
package io.auterity.temporal;

import org.jspecify.annotations.NullMarked;
