/** Code that plugins share; each plugin brings its own copy. */
@NullMarked
package io.auterity.toolkit;

import org.jspecify.annotations.NullMarked;
