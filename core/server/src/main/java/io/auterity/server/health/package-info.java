/** Whether the server lives and is ready, and what it depends on. */
@NullMarked
package io.auterity.server.health;

import org.jspecify.annotations.NullMarked;
