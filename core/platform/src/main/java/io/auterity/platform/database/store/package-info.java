/** Every statement that the engine role may run, by name. */
@NullMarked
package io.auterity.platform.database.store;

import org.jspecify.annotations.NullMarked;
