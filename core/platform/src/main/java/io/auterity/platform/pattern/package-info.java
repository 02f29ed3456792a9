/** Patterns over whole texts. */
@NullMarked
package io.auterity.platform.pattern;

import org.jspecify.annotations.NullMarked;
