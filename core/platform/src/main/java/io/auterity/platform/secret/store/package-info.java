/** The rows of secrets. */
@NullMarked
package io.auterity.platform.secret.store;

import org.jspecify.annotations.NullMarked;
