/** Files in PostgreSQL, in sealed pieces. */
@NullMarked
package io.auterity.gateway.file.store;

import org.jspecify.annotations.NullMarked;
