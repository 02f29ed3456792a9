/** Files in PostgreSQL, in sealed pieces. */
@NullMarked
package io.auterity.jobs.file.store;

import org.jspecify.annotations.NullMarked;
