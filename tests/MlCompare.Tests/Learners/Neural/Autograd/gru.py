import torch, math
torch.manual_seed(0)
print(torch.__version__)
T,C,U=4,2,3
f=lambda n,a: torch.tensor([math.sin(a+1.7*i) for i in range(n)],dtype=torch.float32)
x=f(T*C,0.3).reshape(1,T,C)
g=torch.nn.GRU(C,U,batch_first=True,bidirectional=True)
# our arrays: in.weight [ways,C,3U], in.bias [ways,3U], state.weight [ways,U,3U], state.bias [ways,3U]
iw=f(2*C*3*U,1.0).reshape(2,C,3*U); ib=f(2*3*U,2.0).reshape(2,3*U); sw=f(2*U*3*U,3.0).reshape(2,U,3*U); sb=f(2*3*U,4.0).reshape(2,3*U)
with torch.no_grad():
    for w,suf in ((0,''),(1,'_reverse')):
        getattr(g,'weight_ih_l0'+suf).copy_(iw[w].T); getattr(g,'weight_hh_l0'+suf).copy_(sw[w].T)
        getattr(g,'bias_ih_l0'+suf).copy_(ib[w]); getattr(g,'bias_hh_l0'+suf).copy_(sb[w])
    y,_=g(x)
print([round(float(v),6) for v in y.flatten()])
