/** The routes of what starts runs by itself. */
@NullMarked
package io.auterity.server.triggers;

import org.jspecify.annotations.NullMarked;
