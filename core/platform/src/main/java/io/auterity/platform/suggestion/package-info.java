/** The nearest valid name, for messages that say what to do. */
@NullMarked
package io.auterity.platform.suggestion;

import org.jspecify.annotations.NullMarked;
