/** The statements that the engine role runs across tenants, each in its own job. */
@NullMarked
package io.auterity.platform.database.store;

import org.jspecify.annotations.NullMarked;
