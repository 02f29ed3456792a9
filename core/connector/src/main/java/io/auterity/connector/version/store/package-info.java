/** Rows of the versions of connector files. */
@NullMarked
package io.auterity.connector.version.store;

import org.jspecify.annotations.NullMarked;
