/** Events that are written with the change they tell of, and delivered at least once. */
@NullMarked
package io.auterity.platform.outbox;

import org.jspecify.annotations.NullMarked;
