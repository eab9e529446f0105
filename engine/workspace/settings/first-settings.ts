/** What is written where there is no `workspace.toml` yet: every setting, switched off, with a word on each. */
export const firstSettings = `# Settings of this workspace, read when the service starts.
#
# Secrets are never written here. Where a secret is needed, write a reference such as "secret:smtp" and keep its
# value in the environment (RULEWRIGHT_SECRET_SMTP) or in the file secrets.json beside this one (mode 0600).

# --- Mail: how rules send mail. Without it, steps that send mail fail and say so.
# [mail]
# host = "smtp.example.com"
# port = 587
# security = "starttls"            # "tls", "starttls" or "none" (a relay on this machine)
# user = "rules@example.com"
# password = "secret:smtp"
# from = { name = "Rules", address = "rules@example.com" }

# --- Model: what answers the questions of rules.
# [model]
# api_key = "secret:model"
# model = "claude-sonnet-5-5"
# quota_per_day = 200              # questions per UTC day

# --- Tool servers (MCP). A server is used only once somebody has agreed to exactly what is started or called:
#     the service prints a consent line for each server that has none; copy it here after reading the command.
# [[mcp.servers]]
# kind = "stdio"
# name = "documents"
# command = "node"
# args = ["tools.js"]
# consent = "…"

# --- What may be called by HTTP: webhooks, subscriptions, tool servers. Only https to public addresses, unless
#     an exception is made here.
# [outgoing]
# hosts = ["hooks.slack.com", "*.example.com"]   # the only hosts; left out: every public one
# allow = ["127.0.0.1:8080"]                     # exceptions: private addresses, plain http

# [limits]
# requests_per_minute = 1200       # of the API, per token
# http_per_minute = 600
# tools_per_minute = 300
# mails_per_minute = 300
# runs_per_rule = 5                # at once
# failures_until_pause = 10        # in a row

# [retention]
# events_days = 90
# runs_days = 365

# --- Tickets: when they are due, by priority.
# [sla]
# name = "First response"
# warn_percent = 80
# minutes = { low = 2880, normal = 1440, high = 240, urgent = 60 }
`;
