/** Access control: tenants, API keys, console sessions, roles and grants. */
@NullMarked
package io.auterity.control.access;

import org.jspecify.annotations.NullMarked;
