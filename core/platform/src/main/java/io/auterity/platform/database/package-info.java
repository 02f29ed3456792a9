/** The one store: PostgreSQL, reached by tenant or as the engine, and never otherwise. */
@NullMarked
package io.auterity.platform.database;

import org.jspecify.annotations.NullMarked;
