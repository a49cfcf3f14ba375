/** Who may do what on the server: login, roles, limits and the audit log. */
package org.omicroutes.api.security;
