/** The SQL of access. */
@NullMarked
package io.auterity.control.access.store;

import org.jspecify.annotations.NullMarked;
