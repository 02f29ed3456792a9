/** The workflows in force. */
@NullMarked
package io.auterity.server.workflows;

import org.jspecify.annotations.NullMarked;
