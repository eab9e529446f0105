/**
 * A certificate that signs itself, for servers on loopback only: localhost, 127.0.0.1, hooks.example.com,
 * other.example.com, hooks.slack.com and mail.example.com. Valid for a hundred years; nothing but tests trusts it.
 */
export const testCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHshAevZyY8UbhCJT
FFnqAFRLyJpTufQDFAxoSd2BfLuhRANCAASuTrmSvVnYojtu/TxlvASF00wYWepn
sbbsGCSxVglFVPotQ2WfxSGyMnJQfb5Tv13SQ5jZ7BkAvDmAayCc+HAf
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIB8jCCAZigAwIBAgIUL2NFLiUGU1qXuO4QiUQLOgVk4JowCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPcnVsZXdyaWdodCB0ZXN0MCAXDTI2MTEyMTA1MDgzOVoYDzIx
MjYxMDI4MDUwODM5WjAaMRgwFgYDVQQDDA9ydWxld3JpZ2h0IHRlc3QwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAASuTrmSvVnYojtu/TxlvASF00wYWepnsbbsGCSx
VglFVPotQ2WfxSGyMnJQfb5Tv13SQ5jZ7BkAvDmAayCc+HAfo4G5MIG2MB0GA1Ud
DgQWBBS7rbrm9VMqOJCsbsnKCj4f3h9yGTAfBgNVHSMEGDAWgBS7rbrm9VMqOJCs
bsnKCj4f3h9yGTAPBgNVHRMBAf8EBTADAQH/MGMGA1UdEQRcMFqCCWxvY2FsaG9z
dIIRaG9va3MuZXhhbXBsZS5jb22CEW90aGVyLmV4YW1wbGUuY29tgg9ob29rcy5z
bGFjay5jb22CEG1haWwuZXhhbXBsZS5jb22HBH8AAAEwCgYIKoZIzj0EAwIDSAAw
RQIgYccKWzVvuXL9p2+Zj4NtDKYw7Tr0P+UeQGFmhzVmEogCIQCW2uOhX7OU4jLj
FC4g5uke3nYCpI+eljM8aAwurlzTtg==
-----END CERTIFICATE-----
`,
};
